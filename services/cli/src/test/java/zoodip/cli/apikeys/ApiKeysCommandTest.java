package zoodip.cli.apikeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import zoodip.cli.Cli;
import zoodip.platform.access.KeyText;
import zoodip.platform.digest.Sha256;

class ApiKeysCommandTest {
  @Test
  void aGeneratedKeyComesWithItsDigest() {
    Cli.Run run = Cli.run("api-keys", "generate");

    assertEquals(0, run.code(), run::err);
    String key = run.out().replaceAll("(?s)key +(\\S+).*", "$1");
    assertTrue(KeyText.isWhole(key), run::out);
    assertTrue(run.out().contains("sha256  " + Sha256.of(key)), run::out);
  }

  @Test
  void whatCannotBeMeantIsRefusedBeforeAnyoneIsAsked() {
    assertEquals(2, Cli.run("api-keys", "create", "--role", "service").code());
    assertEquals(2, Cli.run("api-keys", "create", "--days", 0).code());
    assertEquals(2, Cli.run("api-keys", "rotate", "abc", "--overlap-hours", 721).code());
  }
}
