/**
 * JPEG photos, decoded by the JDK's libjpeg. Around it by hand, because TwelveMonkeys' imageio-jpeg
 * 3.14.0, which wraps the same libjpeg and gives the same pixels, holds a CMYK image whole (12
 * megapixels take more than 96 MB of heap), only warns of files that are cut off, and applies
 * colour profiles, which Pillow leaves to its caller.
 */
package zoodip.images.jpeg;
