/** The folder that a single-machine installation keeps everything in. */
package zoodip.local.data;
