/** Images that show how a training gets on. */
package zoodip.trainer.previews;
