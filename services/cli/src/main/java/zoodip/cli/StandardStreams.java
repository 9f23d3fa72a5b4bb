package zoodip.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** What the command writes to. */
final class StandardStreams {
  private StandardStreams() {}

  /** Writes UTF-8 where the locale says ASCII, in which prompts would become question marks. */
  @SuppressWarnings("DefaultCharset") // it is asked what the default is
  static CommandLine inUtf8(CommandLine command) {
    if (!Charset.defaultCharset().equals(StandardCharsets.US_ASCII)) {
      return command;
    }
    return command.setOut(writer(FileDescriptor.out)).setErr(writer(FileDescriptor.err));
  }

  private static PrintWriter writer(FileDescriptor target) {
    return new PrintWriter(new FileOutputStream(target), true, StandardCharsets.UTF_8);
  }
}
