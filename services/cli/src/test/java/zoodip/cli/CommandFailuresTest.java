package zoodip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import zoodip.cli.errors.ExitCodes;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

class CommandFailuresTest {
  @Test
  void aServerThatIsFullMayDoTheSameLater() {
    assertEquals(ExitCodes.LATER, code(told(ErrorReason.ERROR_REASON_OVERLOADED)));
  }

  @Test
  void whatNeedsMoreThanTheServerHasIsRefused() {
    assertEquals(ExitCodes.REFUSED, code(told(ErrorReason.ERROR_REASON_OUT_OF_MEMORY)));
    assertEquals(ExitCodes.REFUSED, code(told(ErrorReason.ERROR_REASON_DISK_FULL)));
    assertEquals(ExitCodes.REFUSED, code(Status.RESOURCE_EXHAUSTED.asRuntimeException()));
  }

  @Test
  void aCommandSaysWhichFileItCouldNotRead(@TempDir Path folder) {
    Path missing = folder.resolve("ca.pem");
    Cli.Run run = Cli.run("models", "list", "--tls-trust", missing);
    assertEquals(
        "zoodip: Cannot read the certificates in %s: No such file or directory%n"
            .formatted(missing),
        run.err());
  }

  private static StatusRuntimeException told(ErrorReason reason) {
    return new ServiceException(reason, "because").toStatus();
  }

  private static int code(StatusRuntimeException failure) {
    CommandLine command = Zoodip.commandLine().setErr(new PrintWriter(Writer.nullWriter()));
    return CommandFailures.report(failure, command);
  }
}
