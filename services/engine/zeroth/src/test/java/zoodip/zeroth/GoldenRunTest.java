package zoodip.zeroth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A digest that differs here means that old journals replay to other embeddings. */
class GoldenRunTest {
  private static final String RGE =
      "0f394f652811d47abb6cd0060cf6fa4750c2dd7a10b5bd4f4696e1ca11295a9b";

  @Test
  void rgeEndsAtTheBitsItAlwaysEndedAt() throws NoSuchAlgorithmException {
    assertEquals(RGE, GoldenRun.digest(Estimator.RGE));
  }

  @ParameterizedTest
  @CsvSource({
    "SPSA, a1e3aa6f5fc45093877ed7e20985cd24b1a87064c7ad2340c9ff993d2caf2722",
    "ONE_POINT, 0a823c5ea504133c392c53acf58154ce1a81fffc7b80f294ae5adbc596ee91ae"
  })
  void otherEstimatorsEndAtTheBitsTheyAlwaysEndedAt(Estimator estimator, String digest)
      throws NoSuchAlgorithmException {
    assertEquals(digest, GoldenRun.digest(estimator));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation"})
  void interpreterAndCompilersEndAtTheSameBits(String mode)
      throws IOException, InterruptedException, URISyntaxException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                mode,
                "-cp",
                classPath(),
                GoldenRun.class.getName())
            .redirectErrorStream(true)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, process.waitFor(), output);
    assertEquals(RGE, output);
  }

  private static String classPath() throws URISyntaxException {
    return Stream.of(
            Path.of(ZoOptimizer.class.getProtectionDomain().getCodeSource().getLocation().toURI()),
            Path.of(GoldenRun.class.getProtectionDomain().getCodeSource().getLocation().toURI()))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
