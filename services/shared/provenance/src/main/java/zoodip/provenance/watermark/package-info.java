/** Watermarks: laying them over images, finding them again. */
package zoodip.provenance.watermark;
