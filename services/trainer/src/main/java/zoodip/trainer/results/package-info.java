/** What a finished training leaves: the embedding and where it comes from. */
package zoodip.trainer.results;
