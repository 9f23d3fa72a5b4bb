package zoodip.diffusion.network;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import zoodip.diffusion.engine.ModuleObject;
import zoodip.diffusion.engine.Program;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.options.ModelOptions;

/**
 * A network whose weights, inputs and results are on libtorch's meta device, which knows sizes and
 * no numbers: it computes nothing and stands for a GPU, whose tensors the processor's may not meet
 * either. Belongs on the engine's thread.
 */
final class MetaNetwork implements AutoCloseable {
  private static final Pattern REPLACED =
      Pattern.compile(
          "(?<![\\w.])(?:torch|ops\\.onednn)\\.(conv2d|group_norm|layer_norm|linear|embedding|where|gather|cat|stack"
              + "|addmm|mm|abs|__rshift__|scaled_dot_product_attention|aminmax|qlinear_prepack|qlinear_pointwise"
              + "|qconv_prepack|qconv2d_pointwise)\\(");

  private static final String CALLER =
      """
      class Meta(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        net : __torch__.%s

      """;

  private static final String WEIGHTS =
      """
        def put(self: __torch__.Meta, name: str, value: Tensor, kind: int) -> NoneType:
          self.net.put(name, value.to(torch.device("meta")), kind)
          return None

      """;

  private final Program program;

  private MetaNetwork(Program program) {
    this.program = program;
  }

  /**
   * A method to be run.
   *
   * @param name in the program
   * @param parameters as the program writes them, but for self
   * @param results tensors that it returns
   */
  record Method(String name, String parameters, int results) {
    private String text() {
      String arguments =
          Arrays.stream(parameters.split(", "))
              .filter(parameter -> !parameter.isEmpty())
              .map(Method::argument)
              .collect(Collectors.joining(", "));
      String values =
          IntStream.range(0, results).mapToObj(i -> "r" + i).collect(Collectors.joining(", "));
      return """
        def %1$s(self: __torch__.Meta%2$s) -> Tensor:
          %3$s = self.net.%1$s(%4$s)
          return __torch__.witness([%3$s])
      """
          .formatted(name, parameters.isEmpty() ? "" : ", " + parameters, values, arguments);
    }

    private static String argument(String parameter) {
      String name = parameter.substring(0, parameter.indexOf(':'));
      if (parameter.endsWith("List[Tensor]")) {
        return "__torch__.moved(" + name + ")";
      }
      return parameter.endsWith("Tensor") ? name + ".to(torch.device(\"meta\"))" : name;
    }
  }

  /**
   * Compiles a network and gives it weights of the meta device.
   *
   * @param change made to the program's text before
   */
  static MetaNetwork load(
      NetworkProgram network, ModelOptions options, UnaryOperator<String> change, Method... all) {
    KernelBackend kernels = KernelBackend.of(options);
    String text = change.apply(Program.source(Network.texts(network, kernels)));
    MetaNetwork meta = compile(text, Network.module(network, kernels, options), WEIGHTS, all);
    try {
      WeightSource.random(network.layout(), 1).forEach(meta::put);
      return meta;
    } catch (RuntimeException e) {
      meta.close();
      throw e;
    }
  }

  /** A program without weights. */
  static MetaNetwork load(String program, ModuleObject module, Method... all) {
    return compile(Program.source(List.of(program)), module, "", all);
  }

  private static MetaNetwork compile(String text, ModuleObject module, String put, Method... all) {
    String source =
        resource()
            + REPLACED.matcher(text).replaceAll("__torch__.$1(")
            + CALLER.formatted(module.type())
            + put
            + Arrays.stream(all).map(Method::text).collect(Collectors.joining("\n"));
    return new MetaNetwork(
        Program.compile(source, new ModuleObject("Meta", Map.of("net", module)), "cpu"));
  }

  private static String resource() {
    try (InputStream stream = MetaNetwork.class.getResourceAsStream("meta.py")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void put(WeightSpec weightSpec, WeightSource.Loaded loaded) {
    try (TensorScope scope = TensorScope.open()) {
      var unused =
          program.call(scope, "put", weightSpec.name(), loaded.in(scope), weightSpec.kind().code());
    }
  }

  /** Runs a method and returns the size of its first result. */
  long[] size(TensorScope scope, String method, Object... arguments) {
    return program.tensor(scope, method, arguments).getShape().getShape();
  }

  /** Runs a method that differentiates. */
  void differentiate(String method, NDArray... tensors) {
    try (TensorScope scope = TensorScope.open()) {
      var unused = program.differentiate(scope, method, tensors);
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
