/** The losses of a job in the object store: written while it trains, read when it is resumed. */
package zoodip.trainer.journal;
