/** Objects whose bytes are known by their digest. */
package zoodip.trainer.storage;
