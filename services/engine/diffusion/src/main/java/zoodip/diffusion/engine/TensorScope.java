package zoodip.diffusion.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import zoodip.safetensors.ElementType;

/**
 * Owns the native tensors made in it and frees them on close.
 *
 * <p>What comes from Java is copied into libtorch's own memory: it is aligned always alike, and
 * some kernels round differently on other alignments. A GPU's is filled without waiting for the
 * GPU.
 */
public final class TensorScope implements AutoCloseable {
  private final NDManager manager;

  private TensorScope(NDManager manager) {
    this.manager = manager;
  }

  /** A scope on {@code device}, for example {@code cpu} or {@code gpu0}. */
  public static TensorScope open(String device) {
    return new TensorScope(TorchThread.manager(Devices.of(device)));
  }

  /** A scope on the CPU. */
  public static TensorScope open() {
    return open("cpu");
  }

  NDManager manager() {
    return manager;
  }

  /** An fp32 tensor. */
  public NDArray floats(float[] values, long... shape) {
    return copy(FloatBuffer.wrap(values), DataType.FLOAT32, shape);
  }

  /** An fp32 tensor of zeros. */
  public NDArray zeros(long... shape) {
    return manager.zeros(new Shape(shape), DataType.FLOAT32);
  }

  /** An int64 tensor. */
  public NDArray longs(long[] values, long... shape) {
    return copy(LongBuffer.wrap(values), DataType.INT64, shape);
  }

  /** A tensor from little-endian bytes, such as a checkpoint's. */
  public NDArray bytes(ByteBuffer bytes, ElementType type, long... shape) {
    return copy(bytes, dataType(type), shape);
  }

  /** An fp32 tensor of normal numbers around 0, drawn by libtorch; see {@link TorchThread#seed}. */
  public NDArray gaussian(float deviation, long... shape) {
    return manager.randomNormal(0, deviation, new Shape(shape), DataType.FLOAT32);
  }

  /** Takes over a tensor that another scope made. */
  public NDArray adopt(NDArray tensor) {
    tensor.attach(manager);
    return tensor;
  }

  /** The native tensors and scopes that this scope still holds. */
  public int held() {
    return manager.getManagedArrays().size();
  }

  @Override
  public void close() {
    manager.close();
  }

  private NDArray copy(Buffer data, DataType type, long... shape) {
    if (manager.getDevice().isGpu()) {
      try (TensorScope host = open();
          NDArray borrowed = host.manager.create(data, new Shape(shape), type)) {
        return DeviceTransfer.to(manager.getDevice()).copy(this, borrowed);
      }
    }
    try (NDArray borrowed = manager.create(data, new Shape(shape), type)) {
      return borrowed.duplicate();
    }
  }

  private static DataType dataType(ElementType type) {
    return switch (type) {
      case F64 -> DataType.FLOAT64;
      case F32 -> DataType.FLOAT32;
      case F16 -> DataType.FLOAT16;
      case I64 -> DataType.INT64;
      case I32 -> DataType.INT32;
      case I16 -> DataType.INT16;
      case I8 -> DataType.INT8;
      case U8 -> DataType.UINT8;
      case BOOL -> DataType.BOOLEAN;
      default -> throw new IllegalArgumentException("libtorch is given no " + type);
    };
  }
}
