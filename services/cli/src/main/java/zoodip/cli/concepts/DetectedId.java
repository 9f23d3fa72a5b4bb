package zoodip.cli.concepts;

/**
 * What was found out, and how.
 *
 * @param source in words, after "from"
 */
record DetectedId(String value, String source) {}
