package io.reprise.admin.api;

import io.reprise.admin.http.Body;

/** A body that says nothing: the address says all. */
@Body
record Nothing() {}
