/** The models that a trainer keeps open. */
package zoodip.trainer.models;
