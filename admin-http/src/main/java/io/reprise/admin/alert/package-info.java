/** Rules over sessions and the machine, the alerts that they raise, and the ways out: webhook and e-mail. */
package io.reprise.admin.alert;
