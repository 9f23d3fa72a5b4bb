package zoodip.zeroth;

/**
 * The thetas whose losses the optimizer wants for one step, all with the same photo, noise and
 * timestep.
 *
 * @param step the step that these losses finish, 1 for the first
 * @param candidates [candidates, d]; their order is the estimator's, see {@link Estimator}
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record Ask(long step, float[][] candidates) {}
