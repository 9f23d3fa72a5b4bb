package zoodip.cli.jobs;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import zoodip.cli.command.CommandGroup;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.resources.DeleteCommand;
import zoodip.cli.resources.ListCommand;
import zoodip.cli.resources.ResourceKind;
import zoodip.cli.resources.ShowCommand;
import zoodip.v1.ListTrainingJobsResponse;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingJobsGrpc;

/** Commands about training jobs. */
@Command(
    name = "jobs",
    description = "Looks after training jobs.",
    subcommands = {
      JobsCommand.ListJobs.class,
      JobsCommand.ShowJob.class,
      JobsCommand.WatchJob.class,
      JobsCommand.ListJobFiles.class,
      JobsCommand.CancelJob.class,
      JobsCommand.DeleteJobs.class
    },
    footer = {"%nExample:", "  zoodip jobs list --state running"})
public final class JobsCommand extends CommandGroup {
  @Command(
      name = "list",
      description = "Lists training jobs, the newest first.",
      footer = {"%nExample:", "  zoodip jobs list --state running --subject my-mug"})
  static final class ListJobs extends ListCommand<ListTrainingJobsResponse, TrainingJob> {
    @Mixin private FilterOptions filter;

    ListJobs() {
      super(
          TrainingJobsGrpc.getListTrainingJobsMethod(),
          ListTrainingJobsResponse::getTrainingJobsList,
          JobText::table);
    }

    @Override
    protected String filter(ResourceNames names) {
      return filter.text(names);
    }
  }

  @Command(
      name = "show",
      aliases = "get",
      description = "Shows a training job: its settings, and how far it is.",
      footer = {"%nExample:", "  zoodip jobs show 4c1f9b2d7e6a40d8b3f5"})
  static final class ShowJob extends ShowCommand<TrainingJob> {
    ShowJob() {
      super(ResourceKind.JOB, TrainingJobsGrpc.getGetTrainingJobMethod(), JobText::details);
    }
  }

  @Command(
      name = "watch",
      description = {
        "Shows a training job until it ends; goes on by itself when the connection is lost.",
        "Beside the steps stand the UNet rows that they took, which are what a training costs, and the"
            + " loss on its probe set with the change since the first time.",
        "Ends with 0 if the job succeeds, and with 1 if it fails or is cancelled."
      },
      footer = {"%nExample:", "  zoodip jobs watch 4c1f9b2d7e6a40d8b3f5"})
  static final class WatchJob extends WatchCommand<TrainingJob> {
    WatchJob() {
      super(ResourceKind.JOB, JobFollower::training, JobText::details);
    }
  }

  @Command(
      name = "files",
      description = {
        "Lists a training job's files: losses, their curve as a picture, previews and a sheet of them,"
            + " the embedding and where it comes from; with --out, fetches them."
      },
      footer = {"%nExample:", "  zoodip jobs files 4c1f9b2d7e6a40d8b3f5 --out my-mug/"})
  static final class ListJobFiles extends FilesCommand<TrainingJob> {
    ListJobFiles() {
      super(
          ResourceKind.JOB,
          TrainingJobsGrpc.getGetTrainingJobMethod(),
          TrainingJob::getFilesList,
          Download::ofTraining);
    }
  }

  @Command(
      name = "cancel",
      description = "Asks for the end of a training job; one that has ended stays as it is.",
      footer = {"%nExample:", "  zoodip jobs cancel 4c1f9b2d7e6a40d8b3f5 --reason 'wrong photos'"})
  static final class CancelJob extends CancelCommand<TrainingJob> {
    CancelJob() {
      super(ResourceKind.JOB, TrainingJobsGrpc.getCancelTrainingJobMethod(), JobText::details);
    }
  }

  @Command(
      name = "delete",
      description = {
        "Deletes training jobs that have ended, with their journals. Their concepts stay, but can no"
            + " longer be verified."
      },
      footer = {"%nExample:", "  zoodip jobs delete 4c1f9b2d7e6a40d8b3f5"})
  static final class DeleteJobs extends DeleteCommand {
    DeleteJobs() {
      super(ResourceKind.JOB, TrainingJobsGrpc.getDeleteTrainingJobMethod());
    }
  }
}
