/** What a training leaves for people to look at. */
package zoodip.trainer.files;
