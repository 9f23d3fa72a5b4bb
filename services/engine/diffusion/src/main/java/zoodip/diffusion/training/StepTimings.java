package zoodip.diffusion.training;

/** What the networks of training steps have taken. Not thread-safe. */
public final class StepTimings {
  private long textNanos;
  private long unetNanos;

  /** Adds the parts of a batch. */
  public void add(long text, long unet) {
    textNanos += text;
    unetNanos += unet;
  }

  /** Seconds of the text encoders. */
  public double textSeconds() {
    return textNanos / 1e9;
  }

  /** Seconds of the UNet. */
  public double unetSeconds() {
    return unetNanos / 1e9;
  }
}
