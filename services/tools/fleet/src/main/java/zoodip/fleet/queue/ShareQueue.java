package zoodip.fleet.queue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import zoodip.events.v1.WorkRequest;
import zoodip.fleet.settings.ShareLimits;
import zoodip.fleet.settings.WorkRules;
import zoodip.fleet.time.Timeline;

/**
 * A topic of one partition and the share group that works on it. Each member has one request at a
 * time. A lock that is not renewed expires, and the request is handed out again before newer ones,
 * until it was delivered too often. No request is handed out that is too far behind the oldest one
 * which is not done.
 */
public final class ShareQueue {
  /** A transaction of the fold's writes a request and its end, which has an offset, too. */
  private static final int OFFSETS_PER_REQUEST = 2;

  private final Timeline timeline;
  private final ShareLimits limits;
  private final WorkRules rules;
  private final Set<QueueMember> members = new HashSet<>();
  private final Set<QueueMember> waiting = new LinkedHashSet<>();
  private final Deque<Request> untouched = new ArrayDeque<>();
  private final TreeMap<Long, Request> underWay = new TreeMap<>();
  private final TreeMap<Long, Request> redeliverable = new TreeMap<>();
  private long nextOffset;
  private long newest = -1;
  private long widest;
  private int undeliverable;
  private int mostMembers;

  private record Request(long offset, WorkRequest content, int deliveries) {}

  public ShareQueue(Timeline timeline, ShareLimits limits, WorkRules rules) {
    this.timeline = timeline;
    this.limits = limits;
    this.rules = rules;
  }

  /** Lets somebody into the group; false if it is full. */
  public boolean join(QueueMember member) {
    if (members.size() >= limits.members()) {
      return false;
    }
    members.add(member);
    mostMembers = Math.max(mostMembers, members.size());
    return true;
  }

  /** Somebody leaves the group in good order, without a request. */
  public void leave(QueueMember member) {
    waiting.remove(member);
    members.remove(member);
  }

  /** Somebody died, which the group notices after the session timeout. */
  public void lose(QueueMember member) {
    waiting.remove(member);
    timeline.after(Timeline.micros(limits.sessionTimeout()), () -> members.remove(member));
  }

  /** A member is free; it may be handed a request at once. */
  public void await(QueueMember member) {
    waiting.add(member);
    handOut();
  }

  /** A request is appended to the topic. */
  public void append(WorkRequest request) {
    untouched.add(new Request(nextOffset, request, 0));
    nextOffset += OFFSETS_PER_REQUEST;
    handOut();
  }

  /** Requests that nobody works on. */
  public int backlog() {
    return untouched.size() + redeliverable.size();
  }

  /**
   * How far apart the oldest request that was not done and the newest one ever were, in offsets.
   */
  public long widestWindow() {
    return widest;
  }

  /** Requests that were given up because they were delivered too often. */
  public int undeliverable() {
    return undeliverable;
  }

  /** Members that the group had at most. */
  public int mostMembers() {
    return mostMembers;
  }

  void accept(Delivery delivery) {
    underWay.remove(delivery.offset());
    handOut();
  }

  void abandon(Delivery delivery) {
    long renewal = Timeline.micros(rules.renewal().interval());
    long renewals = (timeline.now() - delivery.acquired()) / renewal;
    long expiry = delivery.acquired() + renewals * renewal + Timeline.micros(rules.lock());
    timeline.at(expiry, () -> expire(delivery));
  }

  private void expire(Delivery delivery) {
    if (rules.redelivery().isLast(delivery.count())) {
      undeliverable++;
      underWay.remove(delivery.offset());
    } else {
      redeliverable.put(delivery.offset(), underWay.get(delivery.offset()));
    }
    handOut();
  }

  private void handOut() {
    while (!waiting.isEmpty() && hasNext()) {
      Iterator<QueueMember> first = waiting.iterator();
      QueueMember member = first.next();
      first.remove();
      member.take(next());
    }
  }

  private boolean hasNext() {
    return !redeliverable.isEmpty() || (!untouched.isEmpty() && window() < limits.recordLocks());
  }

  private Delivery next() {
    Map.Entry<Long, Request> again = redeliverable.pollFirstEntry();
    Request request = again == null ? untouched.remove() : again.getValue();
    Request delivered = new Request(request.offset(), request.content(), request.deliveries() + 1);
    underWay.put(delivered.offset(), delivered);
    newest = Math.max(newest, delivered.offset());
    widest = Math.max(widest, window());
    return new Delivery(
        this, delivered.offset(), delivered.content(), delivered.deliveries(), timeline.now());
  }

  /** Offsets from the oldest request that is not done to the newest that was handed out. */
  private long window() {
    return underWay.isEmpty() ? 0 : newest - underWay.firstKey() + 1;
  }
}
