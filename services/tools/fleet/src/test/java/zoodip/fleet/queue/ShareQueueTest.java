package zoodip.fleet.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import zoodip.events.v1.WorkRequest;
import zoodip.fleet.settings.ShareLimits;
import zoodip.fleet.settings.WorkRules;
import zoodip.fleet.time.Timeline;

/** Locks of thirty seconds, three deliveries, two members. */
class ShareQueueTest {
  private final Timeline timeline = new Timeline();
  private final ShareQueue queue =
      new ShareQueue(
          timeline,
          new ShareLimits(2, 100, Duration.ofSeconds(45)),
          new WorkRules(Duration.ofSeconds(30), 3, Duration.ofSeconds(5)));
  private final Taker one = new Taker();
  private final Taker other = new Taker();

  private static final class Taker implements QueueMember {
    private final List<Delivery> taken = new ArrayList<>();

    @Override
    public void take(Delivery delivery) {
      taken.add(delivery);
    }

    private Delivery last() {
      return taken.get(taken.size() - 1);
    }
  }

  @Test
  void eachMemberHasOneRequestAtATime() {
    append(3);
    join(one);
    join(other);
    assertEquals(List.of("job0"), jobs(one));
    assertEquals(List.of("job1"), jobs(other));
    one.last().accept();
    assertEquals(1, queue.backlog());
    queue.await(one);
    assertEquals(List.of("job0", "job2"), jobs(one));
  }

  @Test
  void aRequestComesAgainWhenItsLockExpiresBeforeNewerOnes() {
    append(1);
    join(one);
    join(other);
    timeline.at(25 * Timeline.SECOND, () -> die(one));
    timeline.at(26 * Timeline.SECOND, () -> append(0));
    run(49);
    assertEquals(List.of(), jobs(other));
    // renewed at twenty seconds
    run(50);
    assertEquals(List.of("job0"), jobs(other));
    assertEquals(2, other.last().count());
  }

  @Test
  void aRequestThatIsDeliveredTooOftenIsGivenUp() {
    append(1);
    for (int delivery = 1; delivery <= 3; delivery++) {
      Taker taker = new Taker();
      timeline.run(() -> queue.join(taker), Long.MAX_VALUE);
      queue.await(taker);
      assertEquals(delivery, taker.last().count());
      die(taker);
      run(100 * delivery);
    }
    assertEquals(1, queue.undeliverable());
    assertEquals(0, queue.backlog());
  }

  @Test
  void aFullGroupTakesNobodyUntilItHasNoticedADeath() {
    join(one);
    join(other);
    Taker third = new Taker();
    assertFalse(queue.join(third));
    queue.lose(one);
    run(44);
    assertFalse(queue.join(third));
    run(45);
    assertTrue(queue.join(third));
  }

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      queue.append(WorkRequest.newBuilder().setJob("job" + i).build());
    }
  }

  private void join(Taker member) {
    assertTrue(queue.join(member));
    queue.await(member);
  }

  private void die(Taker member) {
    queue.lose(member);
    member.last().abandon();
  }

  private void run(long seconds) {
    boolean unused =
        timeline.run(() -> timeline.now() >= seconds * Timeline.SECOND, seconds * Timeline.SECOND);
  }

  private static List<String> jobs(Taker member) {
    return member.taken.stream().map(delivery -> delivery.request().getJob()).toList();
  }
}
