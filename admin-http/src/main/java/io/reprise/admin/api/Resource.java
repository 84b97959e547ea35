package io.reprise.admin.api;

import io.reprise.admin.http.Route;
import java.util.List;

/** A part of the API. */
public interface Resource {
    List<Route> routes();
}
