/**
 * Bicubic resampling row by row. By hand, because no Java library gives Pillow's bytes, which
 * models were trained with, and none resamples what is never in memory as a whole.
 */
package zoodip.images.resampling;
