package dev.mayfly.junit;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector.Argument;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.MethodEntryEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.MethodEntryRequest;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Our types of which a program runs a method before it comes to a certain one, by the debugger. */
final class EnteredTypes {

  private final Set<String> entered = new TreeSet<>();
  private final String end;

  private EnteredTypes(String end) {
    this.end = end;
  }

  /**
   * Runs a program until it enters a method.
   *
   * @param end the method's name; a type nested in another counts as that
   */
  static Set<String> of(Class<?> program, String end) throws Exception {
    EnteredTypes types = new EnteredTypes(end);
    VirtualMachine machine = launch(program);
    try {
      types.follow(machine);
    } finally {
      machine.process().destroyForcibly();
    }
    return types.entered;
  }

  private static VirtualMachine launch(Class<?> program) throws Exception {
    LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
    Map<String, Argument> arguments = connector.defaultArguments();
    arguments.get("home").setValue(System.getProperty("java.home"));
    arguments.get("options").setValue("-cp \"" + System.getProperty("java.class.path") + "\"");
    arguments.get("main").setValue(program.getName());
    VirtualMachine machine = connector.launch(arguments);
    machine.process().getOutputStream().close();
    return machine;
  }

  private void follow(VirtualMachine machine) throws InterruptedException {
    MethodEntryRequest entries = machine.eventRequestManager().createMethodEntryRequest();
    entries.addClassFilter("dev.mayfly.*");
    entries.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
    entries.enable();
    while (true) {
      EventSet events = machine.eventQueue().remove();
      for (Event event : events) {
        if (event instanceof VMDisconnectEvent
            || (event instanceof MethodEntryEvent entry && isEnd(entry))) {
          return;
        }
      }
      events.resume();
    }
  }

  private boolean isEnd(MethodEntryEvent entry) {
    Location location = entry.location();
    entered.add(location.declaringType().name().replaceFirst("[$].*", ""));
    return entry.method().name().equals(end);
  }
}
