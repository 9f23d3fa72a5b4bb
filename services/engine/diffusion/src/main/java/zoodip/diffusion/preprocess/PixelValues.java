package zoodip.diffusion.preprocess;

/**
 * An image as a vision encoder takes it.
 *
 * @param height rows
 * @param width pixels a row
 * @param values [3, height, width], normalised red, green and blue planes
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record PixelValues(int height, int width, float[] values) {}
