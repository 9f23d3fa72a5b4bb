package zoodip.safetensors;

/**
 * A NaN or an infinity in a tensor.
 *
 * @param number which element it is, row-major from 0
 */
public record NonFinite(long number, float value) {}
