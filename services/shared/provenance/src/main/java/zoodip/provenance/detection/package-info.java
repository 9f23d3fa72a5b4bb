/** Reads every mark of a file. */
package zoodip.provenance.detection;
