package zoodip.diffusion.engine;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A network compiled from its TorchScript text. All methods belong on the {@link TorchThread}'s
 * thread.
 */
public final class Program implements AutoCloseable {
  private static final String FOLDER = "/zoodip/diffusion/programs/";

  private final Model model;

  private Program(Model model) {
    this.model = model;
  }

  /**
   * Compiles the resources {@code /zoodip/diffusion/programs/TEXT.py} as one program and makes its
   * module object.
   *
   * @param device where its tensors will live, for example {@code cpu}
   */
  public static Program load(List<String> texts, ModuleObject module, String device) {
    return compile(source(texts), module, device);
  }

  /** The resources {@code /zoodip/diffusion/programs/TEXT.py} as one text. */
  public static String source(List<String> texts) {
    StringBuilder source = new StringBuilder();
    texts.forEach(text -> source.append(text(text)).append('\n'));
    return source.toString();
  }

  /** Compiles one text as a program and makes its module object. */
  public static Program compile(String source, ModuleObject module, String device) {
    Model model = Model.newInstance(module.type(), ai.djl.Device.fromName(device), "PyTorch");
    try {
      model.load(new ByteArrayInputStream(TorchScriptArchive.of(source, module)));
      return new Program(model);
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      throw new EngineException("the program " + module.type() + " does not compile", e);
    }
  }

  private static String text(String name) {
    try (InputStream stream = Program.class.getResourceAsStream(FOLDER + name + ".py")) {
      if (stream == null) {
        throw new IllegalArgumentException("no program text " + FOLDER + name + ".py");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs a method of the program.
   *
   * @param scope owns the result
   * @param arguments tensors and lists of them, Long, Double, Boolean and String, and double[]
   * @return the tensor or the tuple of tensors that the method returns; empty for None
   */
  public NDList call(TensorScope scope, String method, Object... arguments) {
    List<IValue> values = new ArrayList<>();
    try {
      for (Object argument : arguments) {
        values.add(value(argument));
      }
      return run(scope, method, values.toArray(IValue[]::new));
    } finally {
      values.forEach(IValue::close);
    }
  }

  private NDList run(TensorScope scope, String method, IValue[] values) {
    try (IValue result = IValueUtils.runMethod((PtSymbolBlock) model.getBlock(), method, values)) {
      return result.isTensor() || result.isTuple()
          ? result.toNDList((PtNDManager) scope.manager())
          : new NDList();
    }
  }

  /** {@link #call} for a method that returns one tensor. */
  public NDArray tensor(TensorScope scope, String method, Object... arguments) {
    return call(scope, method, arguments).singletonOrThrow();
  }

  /**
   * Runs a method that differentiates. DJL runs the others without libtorch's record of what is
   * computed from what, which the method has to switch on and off again by itself.
   *
   * @param scope owns tensors and result
   * @return the tensor or the tuple of tensors that the method returns
   */
  public NDList differentiate(TensorScope scope, String method, NDArray... tensors) {
    NDArray named = scope.longs(new long[1], 1);
    named.setName("module_method:" + method);
    NDList arguments = new NDList(tensors);
    arguments.add(named);
    try {
      return IValueUtils.forward((PtSymbolBlock) model.getBlock(), arguments, true);
    } finally {
      JniUtils.setGradMode(false);
    }
  }

  private static IValue value(Object argument) {
    if (argument instanceof PtNDArray tensor) {
      return IValue.from(tensor);
    } else if (argument instanceof Long number) {
      return IValue.from(number.longValue());
    } else if (argument instanceof Double number) {
      return IValue.from(number.doubleValue());
    } else if (argument instanceof Boolean flag) {
      return IValue.from(flag.booleanValue());
    } else if (argument instanceof String string) {
      return IValue.from(string);
    } else if (argument instanceof double[] numbers) {
      return IValue.listFrom(numbers);
    } else if (argument instanceof List<?> tensors) {
      return IValue.listFrom(tensors.toArray(PtNDArray[]::new));
    }
    throw new IllegalArgumentException("no argument of a program: " + argument);
  }

  @Override
  public void close() {
    model.close();
  }
}
