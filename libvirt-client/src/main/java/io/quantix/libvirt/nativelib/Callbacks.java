package io.quantix.libvirt.nativelib;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;

/**
 * The shapes of the functions that libvirt calls (libvirt-domain.h and its kin): the connection,
 * the object that the event is of, what is told, and the number that was given for it.
 */
final class Callbacks {
  private Callbacks() {}

  /** virConnectCloseFunc. */
  interface Closed extends Callback {
    /** Called on the event loop. */
    void call(Pointer connection, int reason, Pointer opaque);
  }

  /** virStreamEventCallback. */
  interface Stream extends Callback {
    /** Called on the event loop. */
    void call(Pointer stream, int events, Pointer opaque);
  }

  /** virConnectAuthCallbackPtr. */
  interface Authentication extends Callback {
    /** Called on the thread that opens the connection; 0 if all is answered, else -1. */
    int call(Pointer credentials, int count, Pointer opaque);
  }

  /** Nothing more than that it happened. */
  interface Plain extends Callback {
    /** Called on the event loop. */
    void call(Pointer connection, Pointer object, Pointer opaque);
  }

  /** A number. */
  interface Int extends Callback {
    /** Called on the event loop. */
    void call(Pointer connection, Pointer object, int first, Pointer opaque);
  }

  /** Two numbers. libvirt ignores what a lifecycle callback answers. */
  interface IntInt extends Callback {
    /** Called on the event loop. */
    int call(Pointer connection, Pointer object, int first, int second, Pointer opaque);
  }

  /** Three numbers. */
  interface IntIntInt extends Callback {
    /** Called on the event loop. */
    void call(Pointer connection, Pointer object, int first, int second, int third, Pointer opaque);
  }

  /** A long number. */
  interface Wide extends Callback {
    /** Called on the event loop. */
    void call(Pointer connection, Pointer object, long first, Pointer opaque);
  }

  /** A text. */
  interface Text extends Callback {
    /** Called on the event loop. */
    void call(Pointer connection, Pointer object, Pointer first, Pointer opaque);
  }

  /** A text and a number. */
  interface TextInt extends Callback {
    /** Called on the event loop. */
    void call(Pointer connection, Pointer object, Pointer first, int second, Pointer opaque);
  }

  /** A text and two numbers. */
  interface TextIntInt extends Callback {
    /** Called on the event loop. */
    void call(
        Pointer connection, Pointer object, Pointer first, int second, int third, Pointer opaque);
  }

  /** A text and a long number. */
  interface TextWide extends Callback {
    /** Called on the event loop. */
    void call(Pointer connection, Pointer object, Pointer first, long second, Pointer opaque);
  }

  /** Two texts and two long numbers. */
  interface TextTextWideWide extends Callback {
    /** Called on the event loop. */
    void call(
        Pointer connection,
        Pointer object,
        Pointer first,
        Pointer second,
        long third,
        long fourth,
        Pointer opaque);
  }

  /** Three texts and a number. */
  interface TextTextTextInt extends Callback {
    /** Called on the event loop. */
    void call(
        Pointer connection,
        Pointer object,
        Pointer first,
        Pointer second,
        Pointer third,
        int fourth,
        Pointer opaque);
  }

  /** Two texts, a number and a text. */
  interface TextTextIntText extends Callback {
    /** Called on the event loop. */
    void call(
        Pointer connection,
        Pointer object,
        Pointer first,
        Pointer second,
        int third,
        Pointer fourth,
        Pointer opaque);
  }

  /** Typed parameters, and how many. */
  interface Parameters extends Callback {
    /** Called on the event loop. */
    void call(Pointer connection, Pointer object, Pointer first, int count, Pointer opaque);
  }

  /** A number and a text. */
  interface IntText extends Callback {
    /** Called on the event loop. */
    void call(Pointer connection, Pointer object, int first, Pointer second, Pointer opaque);
  }

  /** virConnectDomainEventGraphicsCallback. */
  interface Graphics extends Callback {
    /** Called on the event loop. */
    void call(
        Pointer connection,
        Pointer object,
        int phase,
        Pointer local,
        Pointer remote,
        Pointer scheme,
        Pointer subject,
        Pointer opaque);
  }
}
