/** Whether the side-car, under load, costs the engine anything: both as processes of their own, pinned to cores of their own. */
package io.reprise.bench.isolation;
