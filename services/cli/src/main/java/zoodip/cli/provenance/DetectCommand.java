package zoodip.cli.provenance;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import zoodip.images.decoding.BadPhotoException;
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
      "  0  every file is marked as generated",
      "  1  one is not, or its marks do not hold",
      "  2  a file cannot be read, or is no picture"
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
    boolean all = true;
    for (Path file : files) {
      ProvenanceReport report = report(reader, file);
      print(json ? ReportJson.of(file, report) : ReportLines.of(file, report));
      all &= report.isGenerated();
    }
    return all ? ExitCode.OK : ExitCodes.NO;
  }

  private List<X509Certificate> authorities() {
    try {
      return trust == null ? List.of() : PemFiles.certificates(trust);
    } catch (SigningIdentityException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private static ProvenanceReport report(ProvenanceReader reader, Path file) {
    try {
      ProvenanceReader.LIMITS.checkBytes(Files.size(file));
      return reader.read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    } catch (BadPhotoException e) {
      throw new UsageException(file + ": " + e.getMessage(), e);
    }
  }

  private void print(String text) {
    spec.commandLine().getOut().println(text);
    spec.commandLine().getOut().flush();
  }
}
