package zoodip.diffusion.engine;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Structure;
import java.util.OptionalLong;

/** What native code holds of the C library's heap, where that library is glibc 2.33 or newer. */
public final class NativeHeap {
  private NativeHeap() {}

  /** Bytes allocated and not freed; empty where nobody can tell. */
  public static OptionalLong bytes() {
    try {
      Usage usage =
          (Usage)
              NativeLibrary.getProcess()
                  .getFunction("mallinfo2")
                  .invoke(Usage.ByValue.class, new Object[0]);
      return OptionalLong.of(usage.uordblks + usage.hblkhd);
    } catch (UnsatisfiedLinkError e) {
      return OptionalLong.empty();
    }
  }

  /** {@code struct mallinfo2}: ten numbers of the width of a pointer. */
  @Structure.FieldOrder({
    "arena",
    "ordblks",
    "smblks",
    "hblks",
    "hblkhd",
    "usmblks",
    "fsmblks",
    "uordblks",
    "fordblks",
    "keepcost"
  })
  public static class Usage extends Structure {
    public long arena;
    public long ordblks;
    public long smblks;
    public long hblks;
    public long hblkhd;
    public long usmblks;
    public long fsmblks;
    public long uordblks;
    public long fordblks;
    public long keepcost;

    /** As the function returns it. */
    public static final class ByValue extends Usage implements Structure.ByValue {}
  }
}
