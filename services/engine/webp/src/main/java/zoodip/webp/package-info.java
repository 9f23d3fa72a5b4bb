/**
 * The lossy half of WebP: key frames of VP8 (RFC 6386), decoded to the same bytes as libwebp, fancy
 * upsampling included.
 */
package zoodip.webp;
