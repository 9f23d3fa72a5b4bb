package zoodip.cli.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import zoodip.cli.command.HelpOption;
import zoodip.cli.errors.ExitCodes;
import zoodip.cli.errors.UsageException;
import zoodip.cli.terminal.EscapedText;
import zoodip.images.decoding.BadPhotoException;
import zoodip.platform.files.FileErrorText;
import zoodip.provenance.c2pa.PemFiles;
import zoodip.provenance.c2pa.SigningIdentityException;
import zoodip.provenance.detection.ProvenanceReader;
import zoodip.provenance.detection.ProvenanceReport;

/** Tells which marks of generated images files carry. */
@Command(
    name = "detect",
    description = {
      "Tells what files say of how their pictures were made, layer by layer: the XMP property"
          + " DigitalSourceType; the C2PA manifest, with whether its signature and its hash of the"
          + " file hold; the watermark in the pixels, with its payload and how probable it is that an"
          + " unmarked picture looks like it; and the text with prompt and settings. Needs no server.",
      "",
      "Metadata are read from PNG files, watermarks from PNG, JPEG and WebP files. Nothing found does"
          + " not mean that no model made the picture."
    },
    footer = {
      "%nExamples:",
      "  zoodip detect picture.png",
      "  zoodip detect --trust authority.pem --json *.png",
      "%nExit codes:",
      "  0  every file is marked as generated, and its C2PA manifest, if it has one, holds",
      "  1  a file is not marked, or has a manifest that does not hold or cannot be read, or whose"
          + " signer none of --trust stands behind",
      "  2  a file cannot be read, or is no picture; the others are told all the same"
    })
public final class DetectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Pictures.")
  private List<Path> files;

  @Option(
      names = "--trust",
      paramLabel = "FILE.pem",
      description =
          "Certificates of authorities: ask whether one of them stands behind the signer.")
  private Path trust;

  @Option(names = "--json", description = "Print a JSON document for each file, a line each.")
  private boolean json;

  @Mixin private HelpOption help;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ProvenanceReader reader = new ProvenanceReader(Clock.systemUTC(), authorities());
    int code = ExitCode.OK;
    for (Path file : files) {
      code = Math.max(code, detect(reader, file));
    }
    return code;
  }

  /** The exit code of one file, whose failure does not end the run. */
  private int detect(ProvenanceReader reader, Path file) {
    try {
      ProvenanceReport report = reader.read(content(file));
      print(
          spec.commandLine().getOut(),
          json ? ReportJson.of(file, report) : ReportLines.of(file, report));
      return report.isGenerated() && report.isSound() ? ExitCode.OK : ExitCodes.NO;
    } catch (IOException e) {
      return unreadable(file, FileErrorText.reason(e));
    } catch (BadPhotoException e) {
      return unreadable(file, e.getMessage());
    }
  }

  private int unreadable(Path file, String why) {
    print(spec.commandLine().getErr(), EscapedText.text("zoodip: %s: %s".formatted(file, why)));
    return ExitCode.USAGE;
  }

  /** No more of it than is needed to see that it is too large. */
  private static byte[] content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(Math.toIntExact(ProvenanceReader.LIMITS.maxBytes() + 1));
    }
  }

  private List<X509Certificate> authorities() {
    try {
      return trust == null ? List.of() : PemFiles.certificates(trust);
    } catch (SigningIdentityException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private static void print(PrintWriter out, String text) {
    out.println(text);
    out.flush();
  }
}
