package zoodip.cli.models;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import zoodip.cli.command.HelpOption;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.errors.UsageException;
import zoodip.cli.files.TextFile;
import zoodip.cli.terminal.Output;
import zoodip.cli.terminal.OutputOptions;
import zoodip.cli.terminal.Progress;
import zoodip.diffusion.network.ExtraTensorsException;
import zoodip.platform.models.ModelStore;
import zoodip.platform.models.ModelStoreConfig;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.Storage;
import zoodip.v1.Model;
import zoodip.v1.ModelArchitecture;

/** Brings a model into the object store. */
@Command(
    name = "import",
    description = {
      "Brings a model into the object store that a server uses: a text-to-image model in the"
          + " diffusers layout or in one .safetensors (or .sft) file with the original keys (Stable"
          + " Diffusion 1.x, 2.x, XL), or CLIP or DINOv2 in the layout of transformers; from this"
          + " machine or from a Hugging Face Hub.",
      "",
      "Every network is loaded and used once before anything is written, and the model becomes"
          + " visible when all of its files are there. After an interruption the same command goes"
          + " on: files that are in the store with the same SHA-256 are not written again. A model"
          + " is never replaced: bring a new version in under a new id.",
      "",
      "A checkpoint in one file is converted to a folder among the temporary files first, which"
          + " takes its size once more (-Djava.io.tmpdir says where).",
      "",
      "This is for operators: it writes to the object store, not through the server."
    },
    footer = {
      "%nExamples:",
      "  zoodip models import clip-vit-base-patch32/ --id clip",
      "  zoodip models import dinov2-base/ --id dino",
      "  zoodip models import sd15/ --id sd15 --clip-model clip --dino-model dino",
      "  zoodip models import v1-5-pruned-emaonly.safetensors --id sd15",
      "  zoodip models import v2-1_512-ema-pruned.safetensors --id sd21-base --prediction-type"
          + " epsilon",
      "  zoodip models import merged-without-vae.safetensors --id merged --vae"
          + " vae-ft-mse-840000-ema-pruned.safetensors",
      "  zoodip models import --from-hub stabilityai/stable-diffusion-xl-base-1.0 --variant fp16"
          + " --id sdxl"
    })
final class ModelsImportCommand implements Callable<Integer> {
  @Option(
      names = "--id",
      paramLabel = "ID",
      required = true,
      description = "The model's id: models/ID.")
  private String id;

  @Option(
      names = "--display-name",
      paramLabel = "TEXT",
      description = "What people read (default: the name of the folder, file or repository).")
  private String displayName;

  @Option(names = "--clip-model", paramLabel = "ID", description = "Scores this model's pictures.")
  private String clipModel;

  @Option(names = "--dino-model", paramLabel = "ID", description = "Scores this model's pictures.")
  private String dinoModel;

  @Option(
      names = "--description",
      paramLabel = "FILE.json",
      description =
          "A zoodip.v1.Model as JSON whose fields win, for example trainingSettings of your own.")
  private Path description;

  @Mixin private ModelSource source;
  @Mixin private StorageOptions storage;
  @Mixin private OutputOptions output;
  @Mixin private HelpOption help;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Output out = output.open(spec.commandLine());
    source.check();
    ResourceNames names = new ResourceNames("");
    ResourceName name = ResourceName.parse(names.model(id));
    Storage objects = new Storage(storage.config());
    objects.ensureBucket();
    // nothing is fetched here, so no folder is made for it
    ModelStore models =
        new ModelStore(objects, ModelStoreConfig.in(Path.of(System.getProperty("java.io.tmpdir"))));
    if (models.find(name).isPresent()) {
      throw taken(name);
    }
    try (ModelFiles files = source.open(out)) {
      out.hint("checking %s", source.name());
      Model found = inspected(files, out).toBuilder().setOrigin(files.origin()).build();
      Model model = described(found, name, names, models);
      write(model, files.folder(), models, out);
    }
    Model published = models.get(name);
    out.result(published, ModelText.details(published));
    return 0;
  }

  /** Loads and uses the model, without tensors that it has no use for if that is asked for. */
  private Model inspected(ModelFiles files, Output out) {
    while (true) {
      try {
        Model model = files.naming(() -> ModelFolder.describe(files.folder()));
        hintAtScheduler(model.getArchitecture(), out);
        return model;
      } catch (ExtraTensorsException e) {
        String problem = files.named(e.getMessage());
        if (!source.ignoresExtra()) {
          throw new UsageException(
              problem + "; if the model is whole without, import it with --ignore-extra-tensors",
              e);
        }
        out.hint("left away: %s", problem);
        ExtraTensors.leaveAway(e);
      }
    }
  }

  private static void hintAtScheduler(ModelArchitecture architecture, Output out) {
    if (!architecture.getSchedulerStandInReason().isEmpty()) {
      out.hint(
          "%s stands in for the model's own %s in drawing: %s",
          architecture.getScheduler(),
          architecture.getSchedulerClass(),
          architecture.getSchedulerStandInReason());
    }
  }

  private static void write(Model model, Path folder, ModelStore models, Output out) {
    try (Progress progress = out.progress()) {
      boolean written =
          models.publish(
              model,
              folder,
              (file, done, total) ->
                  progress.show(
                      MegabyteProgress.snapshot("writing " + file.getPath(), done, total)));
      if (!written) {
        throw taken(ResourceName.parse(model.getName()));
      }
    }
  }

  private Model described(Model found, ResourceName name, ResourceNames names, ModelStore models) {
    Model.Builder model = found.toBuilder().setDisplayName(source.name());
    if (description != null) {
      merge(model);
    }
    if (displayName != null) {
      model.setDisplayName(displayName);
    }
    if (clipModel != null) {
      model.setClipModel(existing(names.model(clipModel), models));
    }
    if (dinoModel != null) {
      model.setDinoModel(existing(names.model(dinoModel), models));
    }
    return model.setName(name.toString()).build();
  }

  private static String existing(String name, ModelStore models) {
    if (models.find(ResourceName.parse(name)).isEmpty()) {
      throw new UsageException("There is no %s; bring it in first".formatted(name));
    }
    return name;
  }

  private void merge(Model.Builder model) {
    try {
      Model.Builder wanted = Model.newBuilder();
      JsonFormat.parser().merge(TextFile.read(description), wanted);
      model.mergeFrom(wanted.build());
    } catch (InvalidProtocolBufferException e) {
      throw new UsageException(
          "%s is no zoodip.v1.Model in JSON: %s".formatted(description, e.getMessage()), e);
    }
  }

  private static UsageException taken(ResourceName name) {
    return new UsageException(
        "There is a %s already, and models are never replaced; choose another --id"
            .formatted(name));
  }
}
