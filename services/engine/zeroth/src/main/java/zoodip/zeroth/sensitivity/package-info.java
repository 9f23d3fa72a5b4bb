/**
 * Training along sensitivity directions: those in which the text encoder's output changes most with
 * a learned vector, after its Jacobian. Losses differ far more along them than along random
 * directions, so a training takes a fraction of the steps.
 *
 * <p>A method of this project, beside the published one in {@code zoodip.zeroth}. Its arithmetic is
 * written out for the same reason: concepts are verified by replaying their journals.
 */
package zoodip.zeroth.sensitivity;
