/** The photos that a training learns from. */
package zoodip.trainer.photos;
