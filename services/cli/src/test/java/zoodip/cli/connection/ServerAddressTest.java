package zoodip.cli.connection;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.cli.errors.UsageException;
import zoodip.client.ClientSettings;
import zoodip.client.Encryption;

class ServerAddressTest {
  @ParameterizedTest
  @ValueSource(strings = {"localhost:9001", "[::1]:9001", "10.0.0.1:65535", "a-b.example.org:1"})
  void addressesAreTaken(String server) {
    assertDoesNotThrow(() -> ServerAddress.require(server));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:99999, ports go from 1 to 65535",
    "localhost:0, ports go from 1 to 65535",
    "localhost:999999999999, write host:port",
    "localhost, write host:port",
    "'', write host:port",
    "a b:9001, write host:port",
    "::1:9001, write host:port",
    "http://localhost:9001, without http://",
    "https://localhost:9001, say --tls"
  })
  void whatIsNoneIsExplained(String server, String words) {
    var failure = assertThrows(UsageException.class, () -> ServerAddress.require(server));
    assertTrue(failure.getMessage().contains(words), failure.getMessage());
  }

  @Test
  void aKeyThatLeavesTheMachineInClearTextIsSeen() {
    ClientSettings away = ClientSettings.of("10.0.0.1:9001", "acme").withKey("k");
    assertTrue(ClientCommand.showsKeyInClearText(away));
    assertFalse(ClientCommand.showsKeyInClearText(ClientSettings.of("10.0.0.1:9001", "acme")));
    for (String server : List.of("localhost:9001", "127.0.0.1:9001", "[::1]:9001")) {
      assertFalse(
          ClientCommand.showsKeyInClearText(ClientSettings.of(server, "acme").withKey("k")),
          server);
    }
    var encrypted =
        new ClientSettings(
            away.server(), "acme", new Encryption.Tls(), away.patience(), 1, away.key());
    assertFalse(ClientCommand.showsKeyInClearText(encrypted));
  }
}
