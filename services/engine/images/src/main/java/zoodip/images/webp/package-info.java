/**
 * WebP photos: lossless ones by TwelveMonkeys' reader, lossy ones by {@link zoodip.webp.KeyFrame},
 * the stopgap for what that reader gets wrong. The container is read by hand, because the reader
 * overlooks that a file is cut off and applies colour profiles.
 */
package zoodip.images.webp;
