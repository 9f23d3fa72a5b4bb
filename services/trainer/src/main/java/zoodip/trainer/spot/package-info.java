/** Notices that a cloud is about to take this machine away. */
package zoodip.trainer.spot;
