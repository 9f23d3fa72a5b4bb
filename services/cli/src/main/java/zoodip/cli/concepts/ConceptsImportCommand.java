package zoodip.cli.concepts;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zoodip.cli.UsageException;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.DefaultModel;
import zoodip.cli.connection.Names;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.client.SubjectUpload;
import zoodip.v1.Concept;
import zoodip.v1.ImportConceptRequest;

/** Makes a concept of an embedding file. */
@Command(
    name = "import",
    description = {
      "Makes a concept of an embedding that was learned elsewhere: safetensors, in one of the forms"
          + " that export writes."
    },
    footer = {
      "%nExample:",
      "  zoodip concepts import cat-toy.safetensors --name cat-toy --class toy"
    })
final class ConceptsImportCommand extends ClientCommand {
  private static final long MAX_BYTES = 16 << 20;

  @Parameters(paramLabel = "FILE.safetensors", description = "The embedding.")
  private Path file;

  @Option(
      names = "--name",
      paramLabel = "ID",
      description = "The concept's id, <ID> in prompts (default: the file's name).")
  private String concept;

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "The model it was learned for (default: the server's only one).")
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
  protected int run(Client client, Names names, Output out) {
    ImportConceptRequest wanted =
        ImportConceptRequest.newBuilder()
            .setParent(client.tenant())
            .setConceptId(id())
            .setModel(DefaultModel.of(client, names, Optional.ofNullable(model)))
            .setClassWord(classWord)
            .setContent(content())
            .setRequestId(Client.newRequestId())
            .setValidateOnly(validateOnly)
            .build();
    Concept made = client.call(() -> client.concepts().importConcept(wanted));
    out.result(made, ConceptText.details(made));
    return 0;
  }

  private String id() {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    return concept == null ? SubjectUpload.id(name) : Names.requireId("concept", concept);
  }

  private ByteString content() {
    try {
      if (!Files.isRegularFile(file)) {
        throw new UsageException("There is no file " + file);
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new UsageException(
            "%s has more than 16 MiB: an embedding is much smaller; is it a whole model?"
                .formatted(file));
      }
      return ByteString.copyFrom(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
