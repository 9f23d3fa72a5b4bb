package zoodip.diffusion.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import zoodip.diffusion.clip.ImageEncoder;
import zoodip.diffusion.clip.VisionConfig;
import zoodip.diffusion.config.ConfigFile;
import zoodip.diffusion.dino.DinoConfig;
import zoodip.diffusion.dino.DinoEncoder;
import zoodip.diffusion.engine.ModuleObject;
import zoodip.diffusion.engine.Program;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.engine.TorchThread;
import zoodip.diffusion.goldens.Golden;
import zoodip.diffusion.network.MetaNetwork.Method;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.text.TextConfig;
import zoodip.diffusion.text.TextEncoder;
import zoodip.diffusion.unet.UNet;
import zoodip.diffusion.unet.UNetConfig;
import zoodip.diffusion.vae.Vae;
import zoodip.diffusion.vae.VaeConfig;

/**
 * Every method of every program runs with all of its tensors on another device than the processor:
 * none makes one of its own elsewhere, nor waits for a number.
 */
class MetaDeviceTest {
  private static final List<String> FAMILIES = List.of("sd15", "sd21", "sdxl", "odd", "odd_xl");
  private static final int SIDE = 16;
  private static final int TOKENS = 7;

  private static final Method[] OF_UNET = {
    new Method("forward", inputs(""), 1),
    new Method("predict_batch_invariant", inputs(""), 1),
    new Method("losses", inputs(", target: Tensor, shared: bool"), 1),
    new Method("gradients", inputs(", target: Tensor"), 3),
  };

  private static String inputs(String more) {
    return "x: Tensor, t: Tensor, context: Tensor, pooled: Tensor, sizes: Tensor" + more;
  }

  /** How networks are held and computed: on a GPU, and with the kernels that processors have. */
  private static Stream<ModelOptions> options() {
    return Stream.of(
        ModelOptions.on("gpu0", Precision.FP32, Compute.FP32),
        ModelOptions.on("gpu0", Precision.INT8, Compute.TRAINING),
        ModelOptions.on("gpu0", Precision.INT4, Compute.FP16),
        ModelOptions.on("gpu0", Precision.FP16, Compute.FP16),
        ModelOptions.on("gpu0", Precision.BF16, Compute.BF16),
        ModelOptions.of(Precision.INT8, Compute.INT8),
        ModelOptions.of(Precision.INT8, Compute.W8A8));
  }

  private static ConfigFile config(String family, String part) {
    return ConfigFile.read(Golden.folder(family).resolve(part).resolve("config.json"));
  }

  private static void run(Runnable work) {
    TorchThread.shared().run(work);
  }

  @ParameterizedTest
  @MethodSource("options")
  void unetsMakeNoTensorElsewhere(ModelOptions options) {
    run(() -> FAMILIES.forEach(family -> unet(family, options, text -> text)));
  }

  private static void unet(String family, ModelOptions options, UnaryOperator<String> change) {
    UNetConfig config = UNetConfig.of(config(family, "unet"));
    NetworkProgram program = UNet.program(config, options.compute());
    long channels = config.latentChannels();
    try (MetaNetwork unet = MetaNetwork.load(program, options, change, OF_UNET);
        TensorScope scope = TensorScope.open()) {
      int rows = 4;
      long[] expected = {rows, channels, SIDE, SIDE};
      Object[] inputs = {
        scope.zeros(2, channels, SIDE, SIDE),
        scope.longs(new long[] {500, 700}, 2),
        scope.zeros(rows, TOKENS, config.contextWidth()),
        scope.zeros(rows, config.added().pooledWidth()),
        scope.zeros(1, UNetConfig.SIZES)
      };
      assertArrayEquals(expected, unet.size(scope, "forward", inputs));
      assertArrayEquals(expected, unet.size(scope, "predict_batch_invariant", inputs));
      for (boolean shared : new boolean[] {false, true}) {
        List<Object> all = new ArrayList<>(List.of(inputs));
        all.addAll(List.of(scope.zeros(2, channels, SIDE, SIDE), shared));
        assertArrayEquals(new long[] {rows}, unet.size(scope, "losses", all.toArray()));
      }
      if (KernelBackend.of(options).isDifferentiable()) {
        unet.differentiate(
            "gradients",
            scope.zeros(1, channels, SIDE, SIDE),
            scope.longs(new long[] {500}, 1),
            scope.zeros(1, TOKENS, config.contextWidth()),
            scope.zeros(1, config.added().pooledWidth()),
            scope.zeros(1, UNetConfig.SIZES),
            scope.zeros(1, channels, SIDE, SIDE));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("options")
  void autoencodersMakeNoTensorElsewhere(ModelOptions options) {
    ModelOptions chosen = options.compute() == Compute.INT8 ? options.aroundUnet() : options;
    run(() -> FAMILIES.forEach(family -> autoencoder(family, chosen)));
  }

  private static void autoencoder(String family, ModelOptions options) {
    VaeConfig config = VaeConfig.of(config(family, "vae"));
    long channels = config.latentChannels();
    long pixels = (long) SIDE * config.factor();
    try (TensorScope scope = TensorScope.open();
        MetaNetwork encoder =
            MetaNetwork.load(
                Vae.encoderProgram(config),
                options,
                text -> text,
                new Method("encode", "pixels: Tensor", 1));
        MetaNetwork decoder =
            MetaNetwork.load(
                Vae.decoderProgram(config),
                options,
                text -> text,
                new Method("decode", "latents: Tensor, scaling: float", 1))) {
      assertArrayEquals(
          new long[] {1, 2 * channels, SIDE, SIDE},
          encoder.size(scope, "encode", scope.zeros(1, config.imageChannels(), pixels, pixels)));
      assertArrayEquals(
          new long[] {2, config.imageChannels(), pixels, pixels},
          decoder.size(scope, "decode", scope.zeros(2, channels, SIDE, SIDE), 0.5));
    }
  }

  @Test
  void textEncodersMakeNoTensorElsewhere() {
    run(() -> textFolders().forEach(folder -> text(folder, text -> text)));
  }

  private static Stream<Path> textFolders() {
    return FAMILIES.stream()
        .flatMap(
            family ->
                Stream.of("text_encoder", "text_encoder_2").map(Golden.folder(family)::resolve))
        .filter(Files::isDirectory);
  }

  private static void text(Path folder, UnaryOperator<String> change) {
    ConfigFile file = ConfigFile.read(folder.resolve("config.json"));
    int projection = folder.endsWith("text_encoder_2") ? file.count("projection_dim") : 0;
    TextConfig config = TextConfig.of(file, projection);
    ModelOptions options = ModelOptions.on("gpu0", Precision.INT8, Compute.FP32);
    try (TensorScope scope = TensorScope.open();
        MetaNetwork encoder =
            MetaNetwork.load(
                TextEncoder.program(config),
                options,
                change,
                new Method("forward", "ids: Tensor, concepts: Tensor, common: int", 3),
                new Method("rows", "ids: Tensor", 1),
                new Method(
                    "pull_back",
                    "ids: Tensor, concepts: Tensor, last: Tensor, penultimate: Tensor, pooled: Tensor",
                    1),
                new Method("covariance", "", 1))) {
      Object ids = scope.longs(new long[TOKENS], 1, TOKENS);
      Object concepts = scope.zeros(3, 1, config.width());
      long[] states = {3, TOKENS, config.width()};
      for (long common : new long[] {0, 2}) {
        assertArrayEquals(states, encoder.size(scope, "forward", ids, concepts, common));
      }
      assertArrayEquals(
          new long[] {2, config.width()}, encoder.size(scope, "rows", scope.longs(new long[2], 2)));
      assertArrayEquals(
          new long[] {config.width(), config.width()}, encoder.size(scope, "covariance"));
      encoder.differentiate(
          "pull_back",
          scope.longs(new long[TOKENS], 1, TOKENS),
          scope.zeros(1, 1, config.width()),
          scope.zeros(1, TOKENS, config.width()),
          scope.zeros(1),
          scope.zeros(1));
    }
  }

  @Test
  void imageEncodersMakeNoTensorElsewhere() {
    ConfigFile file = ConfigFile.read(Golden.folder("clip").resolve("config.json"));
    VisionConfig config =
        VisionConfig.of(file.section("vision_config"), file.count("projection_dim", 512));
    run(() -> encoder(ImageEncoder.program(config), config.channels(), config.pixels()));
    for (String family : List.of("dinov2", "odd_dinov2")) {
      DinoConfig dino =
          DinoConfig.of(ConfigFile.read(Golden.folder(family).resolve("config.json")));
      for (int grid : new int[] {dino.grid(), dino.grid() + 1}) {
        run(() -> encoder(DinoEncoder.program(dino), dino.channels(), grid * dino.patch()));
      }
    }
  }

  private static void encoder(NetworkProgram program, long channels, long side) {
    for (Compute compute : new Compute[] {Compute.FP32, Compute.FP16}) {
      ModelOptions options = ModelOptions.on("gpu0", Precision.FP16, compute);
      try (TensorScope scope = TensorScope.open();
          MetaNetwork encoder =
              MetaNetwork.load(
                  program, options, text -> text, new Method("forward", "pixels: Tensor", 1))) {
        assertEquals(2, encoder.size(scope, "forward", scope.zeros(2, channels, side, side))[0]);
      }
    }
  }

  @Test
  void singleLayersMakeNoTensorElsewhere() {
    Layout layout = new Layout().linear("wide", 8, 16, true).conv("square", 8, 16, 3);
    NetworkProgram program = new NetworkProgram("kernels", "Kernels", Map.of(), layout);
    run(
        () -> {
          try (TensorScope scope = TensorScope.open();
              MetaNetwork kernels =
                  MetaNetwork.load(
                      program,
                      ModelOptions.on("gpu0", Precision.INT8, Compute.FP32),
                      text -> text,
                      new Method("input", "place: Tensor, rows: int, a: int, b: int, c: int", 1),
                      new Method("linear", "x: Tensor, name: str", 1),
                      new Method("conv", "x: Tensor, name: str", 1))) {
            long[] input = kernels.size(scope, "input", scope.zeros(1), 3L, 1L, 5L, 8L);
            assertArrayEquals(new long[] {3, 1, 5, 8}, input);
            assertArrayEquals(
                new long[] {3, 5, 16},
                kernels.size(scope, "linear", scope.zeros(3, 1, 5, 8), "wide"));
            assertArrayEquals(
                new long[] {3, 16, 4, 4},
                kernels.size(scope, "conv", scope.zeros(3, 8, 4, 4), "square"));
          }
        });
  }

  @Test
  void samplersMakeNoTensorElsewhere() {
    run(
        () -> {
          try (TensorScope scope = TensorScope.open();
              MetaNetwork sampling =
                  MetaNetwork.load(
                      "sampling",
                      new ModuleObject("Sampling", Map.of()),
                      new Method("weighted", "parts: List[Tensor], weights: List[float]", 1),
                      new Method("clamped", "x: Tensor, limit: float", 1),
                      new Method("guided", "said: Tensor, scale: float", 1),
                      new Method("at", "x: Tensor, i: int", 1),
                      new Method("finite", "x: Tensor, before: Tensor", 1))) {
            NDArray latents = scope.zeros(2, 4, 8, 8);
            long[] size = {2, 4, 8, 8};
            List<NDArray> parts = List.of(latents, scope.zeros(2, 4, 8, 8));
            assertArrayEquals(size, sampling.size(scope, "weighted", parts, new double[] {0.5, 2}));
            assertArrayEquals(size, sampling.size(scope, "clamped", latents, 1.0));
            assertArrayEquals(size, sampling.size(scope, "guided", scope.zeros(4, 4, 8, 8), 7.5));
            assertArrayEquals(new long[] {1}, sampling.size(scope, "at", scope.zeros(9), 3L));
            assertArrayEquals(
                new long[] {2}, sampling.size(scope, "finite", latents, scope.zeros(2)));
          }
        });
  }

  /** Pinning, which needs a libtorch for CUDA, is left out. */
  @Test
  void transfersArriveOnTheOtherDevice() {
    run(
        () -> {
          Map<String, Object> attributes = Map.of("device", "meta", "pinned", false);
          try (TensorScope scope = TensorScope.open();
              MetaNetwork transfer =
                  MetaNetwork.load(
                      "transfer",
                      new ModuleObject("Transfer", attributes),
                      new Method("to_device", "x: Tensor", 1))) {
            assertArrayEquals(
                new long[] {2, 3}, transfer.size(scope, "to_device", scope.zeros(2, 3)));
          }
        });
  }

  /** What the tests above are for: each of these runs on a processor and fails on a GPU. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "torch.arange(half, dtype=6, device=t.device); torch.arange(half, dtype=6)",
        "emb = self.time(t, pooled, sizes); emb = self.time(t, pooled, sizes) + torch.zeros([1])",
        "return torch.linear(x, self.weight(name), bias);"
            + " return torch.linear(x, torch.ones(self.weight(name).size()), bias)",
        "return torch.conv2d(x, self.weight(name), bias;"
            + " return torch.conv2d(torch.zeros(x.size()), self.weight(name), bias",
        "skips = [h]; skips = [torch.zeros(h.size())]",
        "rows = context.size(0); rows = int(torch.amax(context.sum([1, 2]), [0]))",
      })
  void aTensorOnTheWrongDeviceIsFound(String right, String wrong) {
    ModelOptions options = ModelOptions.on("gpu0", Precision.FP32, Compute.FP32);
    UnaryOperator<String> plant =
        text -> {
          assertTrue(text.contains(right), right);
          return text.replace(right, wrong);
        };
    run(() -> assertFound(() -> unet("sdxl", options, plant)));
  }

  @Test
  void aMaskOnTheWrongDeviceIsFound() {
    UnaryOperator<String> plant = text -> text.replace("dtype=11, device=q.device", "dtype=11");
    run(() -> assertFound(() -> text(Golden.folder("sd15").resolve("text_encoder"), plant)));
  }

  /** It runs until libtorch meets the other device, and says which. */
  private static void assertFound(Runnable planted) {
    var failure = assertThrows(ai.djl.engine.EngineException.class, planted::run);
    assertTrue(failure.getMessage().contains("meta"), failure::getMessage);
  }

  /** The programs of processors too: what is made beside a tensor belongs where that tensor is. */
  @Test
  void everyNewTensorNamesItsDevice() throws IOException {
    Pattern made =
        Pattern.compile(
            "torch\\.(?:empty|zeros|ones|full|arange|randn|rand|randint|eye|linspace|tensor|scalar_tensor)\\(");
    for (Path file : programs()) {
      String text = Files.readString(file);
      Matcher matcher = made.matcher(text);
      while (matcher.find()) {
        String call = text.substring(matcher.start(), text.indexOf('\n', matcher.start()));
        assertTrue(call.contains("device="), () -> file.getFileName() + ": " + call);
      }
    }
  }

  private static List<Path> programs() throws IOException {
    try (Stream<Path> files =
        Files.list(Path.of(Program.class.getResource("/zoodip/diffusion/programs").toURI()))) {
      List<Path> texts = files.filter(file -> file.toString().endsWith(".py")).toList();
      assertTrue(texts.size() >= 10, texts::toString);
      return texts;
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
