package zoodip.platform.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zoodip.platform.tls.TlsConfig;

class ClearTextKeysTest {
  @Test
  void keysThatLeaveAMachineUnencryptedAreSeen() {
    assertTrue(come("true", "true", "0.0.0.0"));
    assertTrue(come("true", "true", "127.0.0.1.example.org"));
    assertFalse(come("true", "true", "127.0.0.1"));
    assertFalse(come("true", "true", "localhost"));
    assertFalse(come("true", "false", "0.0.0.0"));
    assertFalse(come("false", "true", "0.0.0.0"));
  }

  private static boolean come(String asked, String plaintext, String host) {
    TlsConfig tls =
        new SmallRyeConfigBuilder()
            .withMapping(TlsConfig.class)
            .withDefaultValues(Map.of("tls.plaintext", plaintext))
            .build()
            .getConfigMapping(TlsConfig.class);
    return new ClearTextKeys(AccessSettings.of("access.enabled", asked), tls, host).come();
  }
}
