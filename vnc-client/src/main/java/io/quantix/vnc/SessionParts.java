package io.quantix.vnc;

/** What the messages of an open session concern, one object for each matter. */
record SessionParts(
    SessionDesktop desktop,
    UpdateFlow flow,
    EncodingList encodings,
    SizeRequests sizes,
    SharedClipboard clipboard,
    Sound sound) {}
