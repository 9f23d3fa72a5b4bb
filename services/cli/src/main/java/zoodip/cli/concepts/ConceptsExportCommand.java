package zoodip.cli.concepts;

import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import zoodip.cli.files.OutputFile;
import zoodip.cli.files.OutputFolder;
import zoodip.cli.files.OutputTarget;
import zoodip.cli.resources.ResourceCommand;
import zoodip.cli.resources.ResourceKind;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.ConceptFormat;
import zoodip.v1.ExportConceptRequest;
import zoodip.v1.ExportConceptResponse;

/** Writes a concept's embedding to a file. */
@Command(
    name = "export",
    description = {
      "Writes a concept's embedding to a safetensors file:",
      "  diffusers   for load_textual_inversion of diffusers",
      "  emb_params  for other user interfaces"
    },
    footer = {
      "%nExamples:",
      "  zoodip concepts export my-mug",
      "  zoodip concepts export my-mug --format emb_params --out embeddings/my-mug.safetensors"
    })
final class ConceptsExportCommand extends ResourceCommand {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "diffusers",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private ExportFormat format;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      defaultValue = ".",
      converter = OutputTarget.Converter.class,
      description =
          "A file, or a folder that gets one: one that is there, or is written with a / at its end"
              + " (default: this folder).")
  private OutputTarget target;

  ConceptsExportCommand() {
    super(ResourceKind.CONCEPT);
  }

  @Override
  protected int run(Client client, String name, Output out) {
    try (OutputFolder home = target.ready()) {
      return export(client, name, out);
    }
  }

  private int export(Client client, String name, Output out) {
    ExportConceptRequest export =
        ExportConceptRequest.newBuilder().setName(name).setFormat(format.value).build();
    ExportConceptResponse answer = client.call(() -> client.concepts().exportConcept(export));
    Path file = target.file(String.valueOf(Path.of(answer.getFilename()).getFileName()));
    OutputFile.write(file, answer.getContent());
    out.result(
        answer.toBuilder().setFilename(file.toString()).clearContent().build(), "wrote " + file);
    return 0;
  }

  /** The forms by their short names. */
  enum ExportFormat {
    DIFFUSERS(ConceptFormat.CONCEPT_FORMAT_DIFFUSERS),
    EMB_PARAMS(ConceptFormat.CONCEPT_FORMAT_EMB_PARAMS);

    private final ConceptFormat value;

    ExportFormat(ConceptFormat value) {
      this.value = value;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
