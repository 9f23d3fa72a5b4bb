package zoodip.cli.concepts;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.DefaultModel;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.Concept;
import zoodip.v1.GetModelRequest;
import zoodip.v1.ImportConceptRequest;
import zoodip.v1.Model;

/** Makes a concept of an embedding file. */
@Command(
    name = "import",
    description = {
      "Makes a concept of an embedding that was learned elsewhere: safetensors, as diffusers,"
          + " AUTOMATIC1111's web UI, ComfyUI, kohya's scripts, OneTrainer, ai-toolkit and the"
          + " trainers on Replicate write it, one file or one for each text encoder."
    },
    footer = {
      "%nExample:",
      "  zoodip concepts import cat-toy.safetensors --name cat-toy --class toy",
      "  zoodip concepts import cat-toy_clip_l.safetensors cat-toy_clip_g.safetensors --model sdxl"
    })
final class ConceptsImportCommand extends ClientCommand {
  @Parameters(
      paramLabel = "FILE.safetensors",
      arity = "1..*",
      description = "The embedding; two files if there is one for each text encoder.")
  private List<Path> files;

  @Option(
      names = "--name",
      paramLabel = "ID",
      description = {
        "The concept's id, <ID> in prompts (default: what the file calls it, else the file's name)."
      })
  private String concept;

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = {
        "The model it was learned for (default: the one that the file names, else the only one that"
            + " takes vectors of its width)."
      })
  private String model;

  @Option(
      names = "--class",
      paramLabel = "WORD",
      defaultValue = "",
      description = "What the thing is.")
  private String classWord;

  @Option(names = "--validate-only", description = "Check everything and make nothing.")
  private boolean validateOnly;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    List<EmbeddingPart> parts = files.stream().map(EmbeddingPart::read).toList();
    String id = id(parts, out);
    Model learnedFor = model(parts, client, names, out);
    ImportConceptRequest wanted =
        ImportConceptRequest.newBuilder()
            .setParent(client.tenant())
            .setConceptId(id)
            .setModel(learnedFor.getName())
            .setClassWord(classWord)
            .setContent(EmbeddingParts.content(parts, learnedFor))
            .setRequestId(Client.newRequestId())
            .setValidateOnly(validateOnly)
            .build();
    Concept made = client.call(() -> client.concepts().importConcept(wanted));
    out.result(made, ConceptText.details(made));
    return 0;
  }

  private String id(List<EmbeddingPart> parts, Output out) {
    if (concept != null) {
      return ResourceNames.requireId("concept", concept);
    }
    DetectedId detected = ConceptIdDetector.of(parts);
    out.hint("the id %s is taken from %s", detected.value(), detected.source());
    return detected.value();
  }

  private Model model(List<EmbeddingPart> parts, Client client, ResourceNames names, Output out) {
    if (model != null) {
      GetModelRequest get = GetModelRequest.newBuilder().setName(names.model(model)).build();
      return client.call(() -> client.models().getModel(get));
    }
    ModelDetector.DetectedModel found = ModelDetector.of(parts, DefaultModel.some(client));
    out.hint(
        "the model %s is told by %s", ResourceNames.id(found.model().getName()), found.source());
    return found.model();
  }
}
