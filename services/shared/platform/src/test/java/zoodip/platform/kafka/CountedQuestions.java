package zoodip.platform.kafka;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Counts how often a real client asks for the end of a topic, and can hold answers back. */
final class CountedQuestions {
  private final Admin real;
  private final AtomicInteger count = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  CountedQuestions(Admin real) {
    this.real = real;
  }

  /** A client that counts. */
  Admin admin() {
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, arguments) -> {
              try {
                Object answer = method.invoke(real, arguments);
                if (!(answer instanceof ListOffsetsResult result)) {
                  return answer;
                }
                count.incrementAndGet();
                return held(result);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  int count() {
    return count.get();
  }

  /** Answers to questions from now on wait. */
  void hold() {
    gate = new CountDownLatch(1);
  }

  void letGo() {
    gate.countDown();
  }

  private ListOffsetsResult held(ListOffsetsResult result) {
    CountDownLatch current = gate;
    if (current.getCount() == 0) {
      return result;
    }
    return new ListOffsetsResult(Map.of()) {
      @Override
      public KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> all() {
        return result.all().thenApply(ends -> after(current, ends));
      }
    };
  }

  /** Runs on the client's own thread: no other answer comes before this one. */
  private static <T> T after(CountDownLatch gate, T answer) {
    try {
      gate.await();
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
