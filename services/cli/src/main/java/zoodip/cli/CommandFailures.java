package zoodip.cli;

import io.grpc.StatusRuntimeException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import zoodip.cli.errors.ExitCodes;
import zoodip.cli.errors.UsageException;
import zoodip.cli.hub.HubException;
import zoodip.cli.terminal.EscapedText;
import zoodip.client.CallFailure;
import zoodip.client.RunFailedException;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.files.FileErrorText;
import zoodip.platform.storage.StorageException;

/** Tells whoever called the command why it failed: a line for people, an exit code for scripts. */
final class CommandFailures {
  private CommandFailures() {}

  static int report(Exception failure, CommandLine command) {
    PrintWriter err = command.getErr();
    int code = code(failure);
    if (code == ExitCodes.FAULT && !(failure instanceof StatusRuntimeException)) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      err.print(EscapedText.text(trace.toString()));
    } else {
      err.println(command.getColorScheme().errorText("zoodip: " + EscapedText.text(text(failure))));
    }
    err.flush();
    return code;
  }

  private static int code(Exception failure) {
    if (failure instanceof StatusRuntimeException call) {
      return code(CallFailure.of(call));
    }
    if (failure instanceof RunFailedException || failure instanceof ServiceException) {
      return ExitCodes.NO;
    }
    if (failure instanceof StorageException || failure instanceof HubException) {
      return ExitCodes.LATER;
    }
    boolean bad =
        failure instanceof UsageException
            || failure instanceof UncheckedIOException
            || InputFailures.is(failure);
    return bad ? CommandLine.ExitCode.USAGE : ExitCodes.FAULT;
  }

  private static int code(CallFailure failure) {
    return switch (failure.code()) {
      case INVALID_ARGUMENT, OUT_OF_RANGE -> CommandLine.ExitCode.USAGE;
      case NOT_FOUND,
          ALREADY_EXISTS,
          FAILED_PRECONDITION,
          PERMISSION_DENIED,
          UNAUTHENTICATED,
          UNIMPLEMENTED,
          ABORTED,
          CANCELLED ->
          ExitCodes.REFUSED;
      case UNAVAILABLE, DEADLINE_EXCEEDED -> ExitCodes.LATER;
      case RESOURCE_EXHAUSTED ->
          failure.retryDelay().isPresent() ? ExitCodes.LATER : ExitCodes.REFUSED;
      case DATA_LOSS, INTERNAL, UNKNOWN, OK -> ExitCodes.FAULT;
    };
  }

  private static String text(Exception failure) {
    if (failure instanceof StatusRuntimeException call) {
      return CallFailure.of(call).text();
    }
    if (failure instanceof UncheckedIOException file) {
      return file.getMessage() + ": " + FileErrorText.reason(file.getCause());
    }
    return String.valueOf(failure.getMessage());
  }
}
