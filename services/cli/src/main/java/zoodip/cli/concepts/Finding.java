package zoodip.cli.concepts;

/**
 * What was found out, and how.
 *
 * @param where in words, after "from"
 */
record Finding(String value, String where) {}
