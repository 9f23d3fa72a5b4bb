package zoodip.gateway.apikeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ApiKeyFreshnessTest {
  private static final Duration LIMIT = Duration.ofMillis(300);

  private final List<CompletableFuture<Void>> questions = new ArrayList<>();
  private final ApiKeyFreshness freshness = new ApiKeyFreshness(this::question, LIMIT, true);

  private CompletableFuture<Void> question() {
    questions.add(new CompletableFuture<>());
    return questions.get(questions.size() - 1);
  }

  @Test
  void whoeverHearsNothingOfTheTopicsEndIsNotFreshUntilTheyDo() throws Exception {
    assertTrue(freshness.isFresh());
    freshness.ask();
    freshness.ask();
    assertEquals(1, questions.size());

    questions.get(0).completeExceptionally(new IllegalStateException("No broker answers"));
    Thread.sleep(LIMIT.toMillis() + 50);
    assertFalse(freshness.isFresh());

    freshness.ask();
    assertFalse(freshness.isFresh());
    questions.get(1).complete(null);
    assertTrue(freshness.isFresh());
  }

  @Test
  void anAnswerIsAsOldAsItsQuestion() throws Exception {
    freshness.ask();
    Thread.sleep(LIMIT.toMillis() / 2 + 50);
    questions.get(0).complete(null);
    assertTrue(freshness.isFresh());
    Thread.sleep(LIMIT.toMillis() / 2 + 50);
    assertFalse(freshness.isFresh());
  }

  @Test
  void whereKeysServeNobodyTheirAgeIsAllTheSame() throws Exception {
    ApiKeyFreshness unused = new ApiKeyFreshness(this::question, Duration.ofMillis(1), false);
    Thread.sleep(10);
    assertTrue(unused.isFresh());
  }
}
