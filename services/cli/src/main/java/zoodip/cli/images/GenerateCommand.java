package zoodip.cli.images;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.DefaultModel;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.connection.SeedConverter;
import zoodip.cli.errors.UsageException;
import zoodip.cli.files.OutputFile;
import zoodip.cli.files.OutputFolder;
import zoodip.cli.files.OutputTarget;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.platform.prompts.Placeholders;
import zoodip.v1.GenerateImagesRequest;
import zoodip.v1.GetConceptRequest;

/** Generates images. */
@Command(
    name = "generate",
    description = {
      "Draws pictures and writes each to a file PROMPT-SEED.png, with prompt, seed and settings in"
          + " it. A prompt names concepts as <ID>.",
      "No picture replaces another: one of the same name becomes PROMPT-SEED_2.png.",
      "Several prompts are drawn with the same seeds."
    },
    footer = {
      "%nExamples:",
      "  zoodip generate \"a <my-mug> mug in the snow\"",
      "  zoodip generate \"a <my-mug> mug\" \"a red <my-mug> mug\" --count 4 --seed 1 --grid"
    })
public final class GenerateCommand extends ClientCommand {
  private static final String GRID = "grid.png";

  @Parameters(paramLabel = "PROMPT", arity = "1..*", description = "What to draw.")
  private List<String> prompts;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      defaultValue = "1",
      description = "Pictures of each prompt (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = SeedConverter.class,
      description = "Picture i is drawn with seed + i (default, and for -1: drawn).")
  private Long seed;

  @Option(
      names = "--negative",
      paramLabel = "PROMPT",
      defaultValue = "",
      description = "What to stay away from.")
  private String negative;

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "The base model (default: the server's only one, or the concept's).")
  private String model;

  @Mixin private ImageOptions generation;

  @Option(
      names = "--omit-prompts",
      description =
          "Leave the prompts out of the files and the sheet; the files' names still come from them.")
  private boolean omitPrompts;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where to put the files (default: this folder).")
  private Path folder;

  @Option(
      names = "--grid",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = GRID,
      converter = OutputTarget.Converter.class,
      description =
          "Also a sheet of all pictures, a row for each prompt (default: grid.png, or grid_2.png"
              + " beside another).")
  private OutputTarget grid;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    if (count < 1) {
      throw new UsageException("--count wants at least 1, not " + count);
    }
    try (OutputFolder home = OutputFolder.ready(folder)) {
      if (grid == null) {
        return generate(client, names, out);
      }
      try (OutputFolder beside = grid.ready()) {
        return generate(client, names, out);
      }
    }
  }

  private int generate(Client client, ResourceNames names, Output out) {
    GenerateImagesRequest common =
        GenerateImagesRequest.newBuilder()
            .setParent(client.tenant())
            .setModel(model(client, names))
            .setNegativePrompt(negative)
            .setCount(count)
            .setSeed(seed == null ? SeedConverter.drawn() : seed)
            .setSettings(generation.settings())
            .setOmitPrompts(omitPrompts)
            .build();
    ImageGenerator generator = new ImageGenerator(client, out);
    ImageFiles files = new ImageFiles(folder, out);
    List<PromptImages> images = new ArrayList<>();
    for (String prompt : prompts) {
      images.add(generator.generate(common.toBuilder().setPrompt(prompt).build(), files));
    }
    if (grid != null) {
      out.text(write(ImageGrid.png(images, !omitPrompts)));
    }
    return 0;
  }

  /** A sheet whose name nobody chose replaces none. */
  private Path write(ByteString sheet) {
    if (grid.path().equals(Path.of(GRID))) {
      return OutputFile.keep(folder, GRID, sheet);
    }
    Path file = folder.resolve(grid.file(GRID));
    OutputFile.write(file, sheet);
    return file;
  }

  /** With several models, the one that the first concept was learned for. */
  private String model(Client client, ResourceNames names) {
    Optional<String> placeholder = Placeholders.first(String.join(" ", prompts));
    boolean clear = model != null || placeholder.isEmpty() || DefaultModel.all(client).size() == 1;
    if (clear) {
      return DefaultModel.of(client, names, Optional.ofNullable(model));
    }
    GetConceptRequest get =
        GetConceptRequest.newBuilder()
            .setName(names.concept(Placeholders.id(placeholder.get())))
            .build();
    return client.call(() -> client.concepts().getConcept(get)).getModel();
  }
}
