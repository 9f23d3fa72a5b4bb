package zoodip.cli.evaluations;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import zoodip.cli.command.CommandGroup;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.jobs.CancelCommand;
import zoodip.cli.jobs.Download;
import zoodip.cli.jobs.FilesCommand;
import zoodip.cli.jobs.FilterOptions;
import zoodip.cli.jobs.JobFollower;
import zoodip.cli.jobs.WatchCommand;
import zoodip.cli.resources.DeleteCommand;
import zoodip.cli.resources.ListCommand;
import zoodip.cli.resources.ResourceKind;
import zoodip.cli.resources.ShowCommand;
import zoodip.v1.Evaluation;
import zoodip.v1.EvaluationsGrpc;
import zoodip.v1.ListEvaluationsResponse;

/** Commands about evaluations. */
@Command(
    name = "evaluations",
    description = "Looks after evaluations; 'zoodip evaluate' makes one.",
    subcommands = {
      EvaluationsCommand.ListEvaluations.class,
      EvaluationsCommand.ShowEvaluation.class,
      EvaluationsCommand.WatchEvaluation.class,
      EvaluationsCommand.ListEvaluationFiles.class,
      EvaluationsCommand.CancelEvaluation.class,
      EvaluationsCommand.DeleteEvaluations.class
    },
    footer = {"%nExample:", "  zoodip evaluations list --concept my-mug"})
public final class EvaluationsCommand extends CommandGroup {
  @Command(
      name = "list",
      description = "Lists evaluations, the newest first.",
      footer = {"%nExample:", "  zoodip evaluations list --concept my-mug"})
  static final class ListEvaluations extends ListCommand<ListEvaluationsResponse, Evaluation> {
    @Mixin private FilterOptions filter;

    ListEvaluations() {
      super(
          EvaluationsGrpc.getListEvaluationsMethod(),
          ListEvaluationsResponse::getEvaluationsList,
          EvaluationText::table);
    }

    @Override
    protected String filter(ResourceNames names) {
      return filter.text(names);
    }
  }

  @Command(
      name = "show",
      aliases = "get",
      description = "Shows an evaluation with its scores, prompt by prompt.",
      footer = {"%nExample:", "  zoodip evaluations show 4c1f9b2d7e6a40d8b3f5"})
  static final class ShowEvaluation extends ShowCommand<Evaluation> {
    ShowEvaluation() {
      super(
          ResourceKind.EVALUATION,
          EvaluationsGrpc.getGetEvaluationMethod(),
          EvaluationText::details);
    }
  }

  @Command(
      name = "watch",
      description = {
        "Shows an evaluation until it ends.",
        "Ends with 0 if it succeeds, and with 1 if it fails or is cancelled."
      },
      footer = {"%nExample:", "  zoodip evaluations watch 4c1f9b2d7e6a40d8b3f5"})
  static final class WatchEvaluation extends WatchCommand<Evaluation> {
    WatchEvaluation() {
      super(ResourceKind.EVALUATION, JobFollower::evaluation, EvaluationText::details);
    }
  }

  @Command(
      name = "files",
      description = "Lists an evaluation's files; with --out, fetches them.",
      footer = {"%nExample:", "  zoodip evaluations files 4c1f9b2d7e6a40d8b3f5 --out scores/"})
  static final class ListEvaluationFiles extends FilesCommand<Evaluation> {
    ListEvaluationFiles() {
      super(
          ResourceKind.EVALUATION,
          EvaluationsGrpc.getGetEvaluationMethod(),
          Evaluation::getFilesList,
          Download::ofEvaluation);
    }
  }

  @Command(
      name = "cancel",
      description = "Asks for the end of an evaluation; one that has ended stays as it is.",
      footer = {"%nExample:", "  zoodip evaluations cancel 4c1f9b2d7e6a40d8b3f5"})
  static final class CancelEvaluation extends CancelCommand<Evaluation> {
    CancelEvaluation() {
      super(
          ResourceKind.EVALUATION,
          EvaluationsGrpc.getCancelEvaluationMethod(),
          EvaluationText::details);
    }
  }

  @Command(
      name = "delete",
      description = "Deletes evaluations that have ended, with their pictures.",
      footer = {"%nExample:", "  zoodip evaluations delete 4c1f9b2d7e6a40d8b3f5"})
  static final class DeleteEvaluations extends DeleteCommand {
    DeleteEvaluations() {
      super(ResourceKind.EVALUATION, EvaluationsGrpc.getDeleteEvaluationMethod());
    }
  }
}
