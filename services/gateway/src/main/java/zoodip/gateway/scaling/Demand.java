package zoodip.gateway.scaling;

/**
 * What there is to do for a trigger's replicas.
 *
 * @param active whether there is anything to do, so that at least one replica is needed
 * @param amount of the trigger's quantity, 0 or more
 */
record Demand(boolean active, double amount) {}
