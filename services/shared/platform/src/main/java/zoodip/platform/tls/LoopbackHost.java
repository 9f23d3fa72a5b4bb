package zoodip.platform.tls;

import java.util.regex.Pattern;

/** Hosts whose connections do not leave this machine, as they are written: names are not asked. */
public final class LoopbackHost {
  private static final Pattern FORM =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1|\\[::1]");

  private LoopbackHost() {}

  public static boolean is(String host) {
    return FORM.matcher(host).matches();
  }
}
