package zoodip.cli.subjects;

import picocli.CommandLine.Command;
import zoodip.cli.command.CommandGroup;
import zoodip.cli.resources.DeleteCommand;
import zoodip.cli.resources.ListCommand;
import zoodip.cli.resources.ResourceKind;
import zoodip.cli.resources.ShowCommand;
import zoodip.v1.ListSubjectsResponse;
import zoodip.v1.Subject;
import zoodip.v1.SubjectsGrpc;

/** Commands about subjects. */
@Command(
    name = "subjects",
    description = "Looks after subjects: photos of one thing, and words for it.",
    subcommands = {
      SubjectsCreateCommand.class,
      SubjectsCommand.ListSubjects.class,
      SubjectsCommand.ShowSubject.class,
      SubjectsCommand.DeleteSubjects.class
    },
    footer = {"%nExample:", "  zoodip subjects create photos/ --id my-mug --class mug"})
public final class SubjectsCommand extends CommandGroup {
  @Command(
      name = "list",
      description = "Lists subjects, the newest first.",
      footer = {"%nExample:", "  zoodip subjects list --limit 10"})
  static final class ListSubjects extends ListCommand<ListSubjectsResponse, Subject> {
    ListSubjects() {
      super(
          SubjectsGrpc.getListSubjectsMethod(),
          ListSubjectsResponse::getSubjectsList,
          SubjectText::table);
    }
  }

  @Command(
      name = "show",
      aliases = "get",
      description = "Shows a subject and its photos.",
      footer = {"%nExample:", "  zoodip subjects show my-mug"})
  static final class ShowSubject extends ShowCommand<Subject> {
    ShowSubject() {
      super(ResourceKind.SUBJECT, SubjectsGrpc.getGetSubjectMethod(), SubjectText::details);
    }
  }

  @Command(
      name = "delete",
      description = "Deletes subjects with their photos. What was learned from them stays.",
      footer = {"%nExample:", "  zoodip subjects delete my-mug"})
  static final class DeleteSubjects extends DeleteCommand {
    DeleteSubjects() {
      super(ResourceKind.SUBJECT, SubjectsGrpc.getDeleteSubjectMethod());
    }
  }
}
